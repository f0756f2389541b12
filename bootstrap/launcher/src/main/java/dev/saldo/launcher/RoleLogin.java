package dev.saldo.launcher;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A database role and its password. */
record RoleLogin(String user, String password) {

  /**
   * The login of a role that the server creates. The password is the HMAC-SHA256 of the role's name
   * under the owner's password, so instances that share an owner agree without sharing a file.
   */
  static RoleLogin derived(RoleLogin owner, String user) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(owner.password().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] password = mac.doFinal(user.getBytes(StandardCharsets.UTF_8));
      return new RoleLogin(user, HexFormat.of().formatHex(password));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HmacSHA256", e);
    }
  }

  /** Names the user only, so that a password never reaches a log. */
  @Override
  public String toString() {
    return user;
  }
}
