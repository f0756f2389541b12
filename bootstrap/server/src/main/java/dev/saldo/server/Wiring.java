package dev.saldo.server;

import dev.saldo.application.Clock;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.catalog.ChangeCatalog;
import dev.saldo.application.catalog.ChangeOverrides;
import dev.saldo.application.identity.ApiKeys;
import dev.saldo.application.identity.Authenticate;
import dev.saldo.application.identity.IssueApiKey;
import dev.saldo.application.identity.MoveTestClock;
import dev.saldo.application.identity.SetUpInstallation;
import dev.saldo.application.identity.TenantClock;
import dev.saldo.application.identity.Tenants;
import dev.saldo.application.identity.TestClocks;
import dev.saldo.application.usage.Usage;
import dev.saldo.application.wallet.AdjustCredits;
import dev.saldo.application.wallet.AmendCall;
import dev.saldo.application.wallet.AuditChangedWallets;
import dev.saldo.application.wallet.AuditOnRequest;
import dev.saldo.application.wallet.AuditRuns;
import dev.saldo.application.wallet.AuthorizeCall;
import dev.saldo.application.wallet.CancelScheduledPlan;
import dev.saldo.application.wallet.ChangeCustomerPlan;
import dev.saldo.application.wallet.Customers;
import dev.saldo.application.wallet.DueWallets;
import dev.saldo.application.wallet.ExplainDecision;
import dev.saldo.application.wallet.ExtendCall;
import dev.saldo.application.wallet.ForceRelease;
import dev.saldo.application.wallet.FreezeWallet;
import dev.saldo.application.wallet.GrantCredits;
import dev.saldo.application.wallet.Ledger;
import dev.saldo.application.wallet.LedgerInspection;
import dev.saldo.application.wallet.OpenCustomer;
import dev.saldo.application.wallet.PostOverdue;
import dev.saldo.application.wallet.PrepareCall;
import dev.saldo.application.wallet.PreviewOverride;
import dev.saldo.application.wallet.PutCustomer;
import dev.saldo.application.wallet.QuoteUsage;
import dev.saldo.application.wallet.ReadLimits;
import dev.saldo.application.wallet.ReadPastBalance;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.application.wallet.ReleaseCall;
import dev.saldo.application.wallet.ReportUsage;
import dev.saldo.application.wallet.ResolveRoutes;
import dev.saldo.application.wallet.SettleCall;
import dev.saldo.application.wallet.Users;
import dev.saldo.application.wallet.VoidCustomerGrant;
import dev.saldo.application.wallet.WalletRecords;
import dev.saldo.out.postgres.Migrations;
import dev.saldo.out.postgres.Partitions;
import dev.saldo.out.postgres.Retention;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.audit.PostgresAuditLog;
import dev.saldo.out.postgres.catalog.PostgresCatalog;
import dev.saldo.out.postgres.identity.PostgresApiKeys;
import dev.saldo.out.postgres.identity.PostgresTenants;
import dev.saldo.out.postgres.identity.PostgresTestClocks;
import dev.saldo.out.postgres.usage.PostgresUsage;
import dev.saldo.out.postgres.wallet.GroupCommitLedger;
import dev.saldo.out.postgres.wallet.PostgresAuditRuns;
import dev.saldo.out.postgres.wallet.PostgresCustomers;
import dev.saldo.out.postgres.wallet.PostgresDueWallets;
import dev.saldo.out.postgres.wallet.PostgresLedger;
import dev.saldo.out.postgres.wallet.PostgresLedgerInspection;
import dev.saldo.out.postgres.wallet.PostgresUsers;
import dev.saldo.out.postgres.wallet.PostgresWalletRecords;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Which adapter stands behind which port, and which use case gets what. One place, read it once.
 */
@Dependent
public class Wiring {
  /** Overdue wallets of one round: as many as a batch of the ledger takes. */
  private static final int SWEEP_WALLETS_MAX = 512;

  private final SystemClock time = new SystemClock();
  private final Settings settings = Settings.ofProcess();
  private final Randomness randomness = new Randomness();

  @Resource(lookup = "jdbc/saldo-owner")
  private DataSource owner;

  @Resource(lookup = "jdbc/saldo-app")
  private DataSource app;

  @Resource(lookup = "jdbc/saldo-ledger")
  private DataSource ledger;

  @Resource(lookup = "jdbc/saldo-audit")
  private DataSource audit;

  @Resource private TransactionSynchronizationRegistry transactions;

  @Resource private ManagedThreadFactory threads;

  @Produces
  @Singleton
  Migrations migrations() {
    return new Migrations(owner, settings.app(), settings.ledger());
  }

  @Produces
  @Singleton
  TenantWork tenantWork() {
    return new TenantWork(app);
  }

  @Produces
  @Singleton
  TestClocks testClocks(TenantWork work) {
    return new PostgresTestClocks(work);
  }

  @Produces
  @Singleton
  Clock clock(TestClocks clocks) {
    return new TenantClock(clocks, time);
  }

  @Produces
  @Singleton
  MoveTestClock moveTestClock(TestClocks clocks) {
    return new MoveTestClock(clocks, time);
  }

  @Produces
  @Singleton
  InstantSource realTime() {
    return time;
  }

  @Produces
  @Singleton
  ChangeCustomerPlan changeCustomerPlan(
      Customers customers, Catalog catalog, Ledger books, AuditLog auditLog) {
    return new ChangeCustomerPlan(customers, catalog, books, auditLog);
  }

  @Produces
  @Singleton
  CancelScheduledPlan cancelScheduledPlan(Customers customers, Ledger books, AuditLog auditLog) {
    return new CancelScheduledPlan(customers, books, auditLog);
  }

  @Produces
  @Singleton
  Ledger ledger(MetricRegistry metrics) {
    BooleanSupplier insideTransaction = () -> transactions.getTransactionKey() != null;
    return switch (settings.ledgerKind()) {
      case GROUP -> groupCommitLedger(insideTransaction, new LedgerMetrics(metrics));
      case PLAIN -> new PostgresLedger(ledger, time, insideTransaction);
    };
  }

  private GroupCommitLedger groupCommitLedger(
      BooleanSupplier insideTransaction, LedgerMetrics metrics) {
    GroupCommitLedger books =
        new GroupCommitLedger(
            ledger, time, insideTransaction, settings.ledgerSizes(), threads, metrics);
    metrics.showQueuesOf(books);
    return books;
  }

  /** Lets the ledger answer what waits before the server goes. */
  void close(@Disposes Ledger books) {
    if (books instanceof GroupCommitLedger group) {
      group.close();
    }
  }

  @Produces
  @Singleton
  DueWallets dueWallets() {
    return new PostgresDueWallets(ledger, time);
  }

  @Produces
  @Singleton
  PostOverdue postOverdue(DueWallets due, Ledger books) {
    return new PostOverdue(due, books, SWEEP_WALLETS_MAX);
  }

  @Produces
  @Singleton
  LedgerInspection ledgerInspection() {
    return new PostgresLedgerInspection(audit);
  }

  @Produces
  @Singleton
  AuditRuns auditRuns(TenantWork work) {
    return new PostgresAuditRuns(work, audit);
  }

  @Produces
  @Singleton
  AuditChangedWallets auditChangedWallets(LedgerInspection inspection, AuditRuns runs) {
    return new AuditChangedWallets(inspection, runs, time, AuditChangedWallets.Sizes.DEFAULT);
  }

  @Produces
  @Singleton
  AuditOnRequest auditOnRequest(LedgerInspection inspection, AuditRuns runs) {
    return new AuditOnRequest(inspection, runs, time);
  }

  @Produces
  @Singleton
  Partitions partitions() {
    return new Partitions(ledger);
  }

  @Produces
  @Singleton
  Retention retention() {
    return new Retention(audit);
  }

  @Produces
  @Singleton
  Tenants tenants(TenantWork work) {
    return new PostgresTenants(work);
  }

  @Produces
  @Singleton
  ApiKeys apiKeys(TenantWork work) {
    return new PostgresApiKeys(work);
  }

  @Produces
  @Singleton
  Catalog catalog(TenantWork work) {
    return new PostgresCatalog(work);
  }

  @Produces
  @Singleton
  ChangeCatalog changeCatalog(Catalog catalog, Clock clock) {
    return new ChangeCatalog(catalog, clock);
  }

  @Produces
  @Singleton
  ChangeOverrides changeOverrides(ChangeCatalog changeCatalog, Clock clock) {
    return new ChangeOverrides(changeCatalog, clock);
  }

  @Produces
  @Singleton
  PreviewOverride previewOverride(Customers customers, Catalog catalog, Clock clock) {
    return new PreviewOverride(customers, catalog, clock);
  }

  @Produces
  @Singleton
  Customers customers(TenantWork work, Clock clock) {
    return new PostgresCustomers(work, clock);
  }

  @Produces
  @Singleton
  Users users(TenantWork work) {
    return new PostgresUsers(work);
  }

  @Produces
  @Singleton
  WalletRecords walletRecords(TenantWork work, Clock clock) {
    return new PostgresWalletRecords(work, clock);
  }

  @Produces
  @Singleton
  AuditLog auditLog(TenantWork work) {
    return new PostgresAuditLog(work);
  }

  @Produces
  @Singleton
  Usage usage(TenantWork work) {
    return new PostgresUsage(work);
  }

  @Produces
  @Singleton
  Authenticate authenticate(ApiKeys keys) {
    return new Authenticate(keys, time);
  }

  @Produces
  @Singleton
  IssueApiKey issueApiKey(ApiKeys keys) {
    return new IssueApiKey(keys, randomness, time);
  }

  @Produces
  @Singleton
  SetUpInstallation setUpInstallation(
      Tenants tenants, Catalog catalog, ApiKeys keys, IssueApiKey issue) {
    return new SetUpInstallation(
        tenants, catalog, keys, issue, new HandoverFile(settings.handover()));
  }

  @Produces
  @Singleton
  OpenCustomer openCustomer(Customers customers, Ledger books, Clock clock) {
    return new OpenCustomer(customers, books, randomness, clock, time);
  }

  @Produces
  @Singleton
  PutCustomer putCustomer(
      Customers customers, Catalog catalog, Ledger books, OpenCustomer openCustomer) {
    return new PutCustomer(customers, catalog, books, openCustomer);
  }

  @Produces
  @Singleton
  AuthorizeCall authorizeCall(
      Customers customers, Catalog catalog, Ledger books, Clock clock, OpenCustomer openCustomer) {
    return new AuthorizeCall(customers, catalog, new PrepareCall(clock), books, openCustomer);
  }

  @Produces
  @Singleton
  ReportUsage reportUsage(
      Customers customers, Catalog catalog, Ledger books, Clock clock, OpenCustomer openCustomer) {
    return new ReportUsage(customers, catalog, books, clock, openCustomer);
  }

  @Produces
  @Singleton
  SettleCall settleCall(Customers customers, Catalog catalog, Ledger books) {
    return new SettleCall(customers, catalog, books);
  }

  @Produces
  @Singleton
  ReleaseCall releaseCall(Customers customers, Catalog catalog, Ledger books) {
    return new ReleaseCall(customers, catalog, books);
  }

  @Produces
  @Singleton
  ExtendCall extendCall(Customers customers, Catalog catalog, Ledger books) {
    return new ExtendCall(customers, catalog, books);
  }

  @Produces
  @Singleton
  AmendCall amendCall(Customers customers, Catalog catalog, Ledger books) {
    return new AmendCall(customers, catalog, books);
  }

  @Produces
  @Singleton
  ForceRelease forceRelease(ReleaseCall release, WalletRecords records, AuditLog auditLog) {
    return new ForceRelease(release, records, auditLog);
  }

  @Produces
  @Singleton
  GrantCredits grantCredits(Customers customers, Catalog catalog, Ledger books, AuditLog auditLog) {
    return new GrantCredits(customers, catalog, books, auditLog);
  }

  @Produces
  @Singleton
  VoidCustomerGrant voidCustomerGrant(
      Customers customers,
      Catalog catalog,
      Ledger books,
      WalletRecords records,
      AuditLog auditLog) {
    return new VoidCustomerGrant(customers, catalog, books, records, auditLog);
  }

  @Produces
  @Singleton
  AdjustCredits adjustCredits(
      Customers customers, Catalog catalog, Ledger books, AuditLog auditLog) {
    return new AdjustCredits(customers, catalog, books, auditLog);
  }

  @Produces
  @Singleton
  FreezeWallet freezeWallet(Customers customers, Catalog catalog, Ledger books, AuditLog auditLog) {
    return new FreezeWallet(customers, catalog, books, auditLog);
  }

  @Produces
  @Singleton
  ReadWallet readWallet(Customers customers, Ledger books) {
    return new ReadWallet(customers, books);
  }

  @Produces
  @Singleton
  ReadPastBalance readPastBalance(ReadWallet readWallet, WalletRecords records) {
    return new ReadPastBalance(readWallet, records);
  }

  @Produces
  @Singleton
  ReadLimits readLimits(Customers customers, Catalog catalog, Ledger books, Clock clock) {
    return new ReadLimits(customers, catalog, books, clock);
  }

  @Produces
  @Singleton
  ExplainDecision explainDecision(Customers customers, WalletRecords records, Catalog catalog) {
    return new ExplainDecision(customers, records, catalog);
  }

  @Produces
  @Singleton
  QuoteUsage quoteUsage(Customers customers, Catalog catalog, Clock clock) {
    return new QuoteUsage(customers, catalog, clock);
  }

  @Produces
  @Singleton
  ResolveRoutes resolveRoutes(Customers customers, Catalog catalog, Clock clock) {
    return new ResolveRoutes(customers, catalog, clock);
  }
}
