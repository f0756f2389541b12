package dev.saldo.server;

import dev.saldo.application.wallet.Ledger;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.ExpireDue;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.util.List;

/** Calls the ledger inside the server, with a transaction of the container or without. */
@WebServlet("/probe/ledger")
public class TransactionProbe extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final ExpireDue NOTHING = new ExpireDue(new TenantId(1), new WalletId(1));

  @Inject private transient Ledger ledger;
  @Resource private transient UserTransaction transaction;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    boolean inside = request.getParameter("transaction") != null;
    boolean many = request.getParameter("many") != null;
    response.getWriter().print(inside ? inTransaction(many) : answer(many));
  }

  private String inTransaction(boolean many) throws ServletException {
    try {
      transaction.begin();
      try {
        return answer(many);
      } finally {
        transaction.rollback();
      }
    } catch (NotSupportedException | SystemException e) {
      throw new ServletException(e);
    }
  }

  private String answer(boolean many) {
    try {
      return many
          ? ledger.submitAll(List.of(NOTHING)).toString()
          : ledger.submit(NOTHING).toString();
    } catch (IllegalStateException e) {
      return "refused: " + e.getMessage();
    }
  }
}
