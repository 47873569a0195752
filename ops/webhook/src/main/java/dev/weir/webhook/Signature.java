package dev.weir.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what is sent, so that a receiver knows that it comes from who holds the secret, and when it
 * was sent: {@code t=SECONDS,v1=HEX}, the HMAC-SHA256 (RFC 2104, FIPS 180-4) of the seconds since
 * 1970, a dot and the bytes of the body. Thread-safe.
 */
public final class Signature {

  /** Header of a signature. */
  public static final String HEADER = "Weir-Signature";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-f]{64})");

  private final SecretKeySpec key;

  public Signature(Secret secret) {
    key = new SecretKeySpec(secret.bytes(), ALGORITHM);
  }

  /** The value of the header for a body that is sent then. */
  public String of(byte[] body, Instant at) {
    long seconds = at.getEpochSecond();
    return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac(seconds, body));
  }

  /**
   * Whether a header is of this secret and body, and not older or newer than the tolerance. Takes
   * equally long wherever the first difference is.
   */
  public boolean isOf(String header, byte[] body, Instant now, Duration tolerance) {
    Matcher parts = FORM.matcher(header);
    if (!parts.matches()) {
      return false;
    }
    long seconds = Long.parseLong(parts.group(1));
    Duration age = Duration.between(Instant.ofEpochSecond(seconds), now).abs();
    byte[] said = parts.group(2).getBytes(US_ASCII);
    byte[] right = HexFormat.of().formatHex(mac(seconds, body)).getBytes(US_ASCII);
    return MessageDigest.isEqual(said, right) && age.compareTo(tolerance) <= 0;
  }

  private byte[] mac(long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((seconds + ".").getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
