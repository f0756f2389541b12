package dev.saldo.domain;

import static dev.saldo.domain.InvalidValueException.require;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 digest: 32 bytes, compared by value. */
public final class Sha256 {
  private static final int LENGTH_BYTES = 32;

  /** 32 zero bytes: what the first entry of a wallet's chain follows. */
  public static final Sha256 ZERO = new Sha256(new byte[LENGTH_BYTES]);

  /** Never fed: copying it costs less than asking the platform for another. */
  private static final MessageDigest UNUSED = ofPlatform();

  private final byte[] bytes;

  private Sha256(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The digest of the data. */
  public static Sha256 of(byte[] data) {
    return new Sha256(unused().digest(data));
  }

  private static MessageDigest unused() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException _) {
      return ofPlatform();
    }
  }

  private static MessageDigest ofPlatform() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A digest computed earlier. */
  public static Sha256 ofDigest(byte[] digest) {
    require(digest.length == LENGTH_BYTES, "must be 32 bytes");
    return new Sha256(digest.clone());
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
