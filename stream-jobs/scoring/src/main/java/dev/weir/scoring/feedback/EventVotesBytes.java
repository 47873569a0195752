package dev.weir.scoring.feedback;

import dev.weir.scoring.feedback.EventVotes.Known;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opinions on an event as bytes: a version, flags, the last timestamp, what is known, the place of
 * the example, then the votes. Stateless.
 */
public final class EventVotesBytes {

  private static final int VERSION = 1;
  private static final int KNOWN = 1;
  private static final int ERASED = 2;
  private static final int EXAMPLE = 4;
  private static final int PUBLISHED = 8;

  private EventVotesBytes() {}

  /** The bytes of a memory. */
  public static byte[] of(EventVotes memory) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    Known known = memory.event();
    Place example = memory.example();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeByte(
          (known != null ? KNOWN : 0)
              | (known != null && known.erased() ? ERASED : 0)
              | (example != null ? EXAMPLE : 0)
              | (memory.published() ? PUBLISHED : 0));
      out.writeLong(memory.lastAtMillis());
      if (known != null) {
        out.writeUTF(known.subjectId());
        out.writeLong(known.occurredAtMillis());
      }
      if (example != null) {
        FeedbackItemBytes.write(example, out);
      }
      out.writeShort(memory.votes().size());
      for (Vote vote : memory.votes()) {
        FeedbackItemBytes.write(vote, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * What {@link #of} wrote.
   *
   * @throws IllegalArgumentException when the bytes are of another version or damaged
   */
  public static EventVotes read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "opinions on an event: expected version "
                + VERSION
                + "; got "
                + version
                + "; this state is of a newer Weir, start that one");
      }
      int flags = in.readUnsignedByte();
      long last = in.readLong();
      Known known =
          (flags & KNOWN) == 0
              ? null
              : new Known(in.readUTF(), in.readLong(), (flags & ERASED) != 0);
      Place example = (flags & EXAMPLE) == 0 ? null : FeedbackItemBytes.readPlace(in);
      int count = in.readUnsignedShort();
      List<Vote> votes = new ArrayList<>(Math.min(count, EventVotes.MOST));
      for (int i = 0; i < count; i++) {
        votes.add(FeedbackItemBytes.readVote(in));
      }
      return new EventVotes(votes, last, known, example, (flags & PUBLISHED) != 0);
    } catch (IOException e) {
      throw new IllegalArgumentException("opinions on an event: " + e.getMessage(), e);
    }
  }
}
