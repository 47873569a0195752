package dev.weir.scoring.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Deterministic verdict ids: UUID version 5 (RFC 9562) of the task and the event id under Weir's
 * own name space. The same event scored again, by whichever engine, has the same id. Thread-safe.
 */
public final class VerdictIds {

  /** Weir's name space: the version 5 UUID of the URL {@code https://weir.dev/verdict}. */
  static final UUID NAME_SPACE =
      nameBased(
          UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8"), "https://weir.dev/verdict");

  private VerdictIds() {}

  /** The id of the text verdict on that event. */
  public static String ofText(String eventId) {
    return nameBased(NAME_SPACE, "text:" + eventId).toString();
  }

  /** The id of the verdict on that transaction. */
  public static String ofFraud(String eventId) {
    return nameBased(NAME_SPACE, "fraud:" + eventId).toString();
  }

  /** The id of the alert that begins with that transaction of that card. */
  public static String ofAlert(String cardId, String eventId) {
    return nameBased(NAME_SPACE, "alert:" + cardId + ":" + eventId).toString();
  }

  /** The id of what a model on trial says of that event; never that of its verdict. */
  public static String ofShadow(String model, String eventId) {
    return nameBased(NAME_SPACE, "shadow:" + model + ":" + eventId).toString();
  }

  static UUID nameBased(UUID nameSpace, String name) {
    MessageDigest sha1 = sha1();
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(nameSpace.getMostSignificantBits())
            .putLong(nameSpace.getLeastSignificantBits())
            .flip());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1 is missing, though every Java platform has it", e);
    }
  }
}
