package dev.weir.scoring.feedback;

import dev.weir.schemas.ErasureSubject;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import dev.weir.scoring.feedback.FeedbackItem.Erased;
import dev.weir.scoring.feedback.FeedbackItem.Judged;
import dev.weir.scoring.feedback.FeedbackItem.Refused;
import dev.weir.scoring.feedback.FeedbackItem.Voted;
import dev.weir.scoring.feedback.FeedbackItem.Written;
import dev.weir.scoring.record.RecordBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Items and votes as bytes: the first is the format and the kind. A place takes 13 bytes; enums are
 * written by name where labels are rare anyway. Stateless.
 */
public final class FeedbackItemBytes {

  private static final int FORMAT = 1;
  private static final int JUDGED = FORMAT << 4;
  private static final int WRITTEN = FORMAT << 4 | 4;
  private static final int VOTED = FORMAT << 4 | 8;
  private static final int ERASED = FORMAT << 4 | 9;

  private FeedbackItemBytes() {}

  /**
   * The bytes of an item.
   *
   * @throws IllegalArgumentException for a refused one
   */
  public static byte[] of(FeedbackItem item) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (item instanceof Judged judged) {
        out.writeByte(JUDGED | bit(judged.kind()));
        write(judged.at(), out);
      } else if (item instanceof Written written) {
        out.writeByte(WRITTEN | bit(written.kind()));
        write(written.at(), out);
      } else if (item instanceof Voted voted) {
        out.writeByte(VOTED);
        write(voted.vote(), out);
        out.writeBoolean(voted.datedBack());
        out.writeLong(voted.atMillis());
        RecordBytes.write(voted.origin(), out);
      } else if (item instanceof Erased erased) {
        out.writeByte(ERASED);
        out.writeUTF(erased.subject().name());
        out.writeUTF(erased.subjectId());
        out.writeLong(erased.untilMillis());
      } else {
        throw new IllegalArgumentException(
            "a " + Refused.class.getSimpleName() + " record is answered and travels nowhere");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The item whose bytes these are.
   *
   * @throws IllegalArgumentException if they are none, or of another format
   */
  public static FeedbackItem read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int first = in.readUnsignedByte();
      return switch (first) {
        case VOTED ->
            new Voted(readVote(in), in.readBoolean(), in.readLong(), RecordBytes.readRaw(in));
        case ERASED ->
            new Erased(ErasureSubject.valueOf(in.readUTF()), in.readUTF(), in.readLong());
        case JUDGED, JUDGED | 1 -> new Judged(kind(first), readPlace(in));
        case WRITTEN, WRITTEN | 1 -> new Written(kind(first), readPlace(in));
        default ->
            throw new IllegalArgumentException(
                "item of the join of labels: expected format "
                    + FORMAT
                    + "; got a first byte of "
                    + first
                    + ", start the Weir that wrote it");
      };
    } catch (IOException e) {
      throw new IllegalArgumentException("item of the join of labels: " + e.getMessage(), e);
    }
  }

  static void write(Place place, DataOutput out) throws IOException {
    out.writeInt(place.partition());
    out.writeLong(place.offset());
  }

  static Place readPlace(DataInput in) throws IOException {
    return new Place(in.readInt(), in.readLong());
  }

  static void write(Vote vote, DataOutput out) throws IOException {
    out.writeUTF(vote.task().name());
    out.writeUTF(vote.label());
    out.writeUTF(vote.kind().name());
    out.writeUTF(vote.labelerId());
    out.writeLong(vote.labelledAtMillis());
  }

  static Vote readVote(DataInput in) throws IOException {
    return new Vote(
        Task.valueOf(in.readUTF()),
        in.readUTF(),
        LabelerKind.valueOf(in.readUTF()),
        in.readUTF(),
        in.readLong());
  }

  private static int bit(EventKind kind) {
    return kind == EventKind.TEXT ? 0 : 1;
  }

  private static EventKind kind(int first) {
    return (first & 1) == 0 ? EventKind.TEXT : EventKind.TRANSACTION;
  }
}
