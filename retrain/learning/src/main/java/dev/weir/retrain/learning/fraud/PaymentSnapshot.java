package dev.weir.retrain.learning.fraud;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.retrain.fraud.data.LabelledPayment;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.data.RowSource;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The payments of a run, fixed on disk: {@code payments.bin}, row after row (event id, number of
 * the card, time, label, weight, part, features as floats), and {@code payments.json}, which says
 * what the columns are and the hash of the rows. Cards have numbers there and no tokens. Immutable
 * by agreement.
 *
 * @param about the rows
 * @param rows features, labels, cards and days
 * @param ids event id of each row
 * @param golden whether the label of each row is known truth
 * @param weights how many payments each row stands for
 * @param parts what each row is for
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record PaymentSnapshot(
    About about,
    PaymentRows rows,
    List<String> ids,
    boolean[] golden,
    int[] weights,
    byte[] parts) {
  private static final String ROWS = "payments.bin";
  private static final String ABOUT = "payments.json";
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What stands beside the rows.
   *
   * @param format of the files
   * @param rows how many
   * @param hash SHA-256 of the rows, in hexadecimal
   * @param learnedUntil no payment of this time or later is learned from, ISO 8601
   * @param testFrom when the test begins, ISO 8601
   * @param features the columns
   */
  public record About(
      int format,
      int rows,
      String hash,
      String learnedUntil,
      String testFrom,
      List<String> features) {
    public About {
      features = List.copyOf(features);
    }
  }

  /** Writes those of the payments that are learned from or tested on. */
  static void write(Path dir, List<PaymentRow> rows, PaymentSplit split) throws IOException {
    Files.createDirectories(dir);
    MessageDigest digest = sha256();
    int written = 0;
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new DigestOutputStream(Files.newOutputStream(dir.resolve(ROWS)), digest)))) {
      Map<String, Integer> cards = new HashMap<>();
      for (int i = 0; i < rows.size(); i++) {
        PaymentSplit.Part part = split.parts().get(i);
        if (isUsed(part)) {
          PaymentRow row = rows.get(i);
          int card = cards.computeIfAbsent(row.cardId(), id -> cards.size());
          write(out, row, card, part);
          written++;
        }
      }
    }
    About about =
        new About(
            FORMAT,
            written,
            HexFormat.of().formatHex(digest.digest()),
            java.time.Instant.ofEpochMilli(split.learnedUntil()).toString(),
            java.time.Instant.ofEpochMilli(split.testFrom()).toString(),
            columns());
    Files.write(dir.resolve(ABOUT), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(about));
  }

  static boolean isUsed(PaymentSplit.Part part) {
    return switch (part) {
      case TRAIN, VALID, TEST -> true;
      case BETWEEN, KNOWN_LATE -> false;
    };
  }

  private static void write(DataOutputStream out, PaymentRow row, int card, PaymentSplit.Part part)
      throws IOException {
    out.writeUTF(row.eventId());
    out.writeInt(card);
    out.writeLong(row.occurredAt());
    out.writeBoolean(row.fraud());
    out.writeBoolean(row.golden());
    out.writeInt(row.weight());
    out.writeByte(part.number());
    for (float value : row.features()) {
      out.writeFloat(value);
    }
  }

  /** Deletes the rows of a folder, if there are any. */
  static void deleteRows(Path dir) throws IOException {
    Files.deleteIfExists(dir.resolve(ROWS));
  }

  /** What stands beside the rows of a folder. */
  static About about(Path dir) throws IOException {
    return JSON.readValue(dir.resolve(ABOUT).toFile(), About.class);
  }

  /**
   * Reads a folder.
   *
   * @throws IOException if the rows are not those that were written, or by another version
   */
  static PaymentSnapshot read(Path dir) throws IOException {
    About about = about(dir);
    if (about.format() != FORMAT || !about.features().equals(columns())) {
      throw new IOException(
          "%s was written by another version of Weir; delete the run's folder and start it again"
              .formatted(dir));
    }
    MessageDigest digest = sha256();
    Current current = new Current();
    PaymentRows.Builder rows =
        new PaymentRows.Builder(FraudSettings.defaults(), current, Integer.MIN_VALUE);
    List<String> ids = new ArrayList<>(about.rows());
    boolean[] golden = new boolean[about.rows()];
    int[] weights = new int[about.rows()];
    byte[] parts = new byte[about.rows()];
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new DigestInputStream(Files.newInputStream(dir.resolve(ROWS)), digest)))) {
      for (int i = 0; i < about.rows(); i++) {
        String eventId = in.readUTF();
        String card = Integer.toString(in.readInt());
        long occurredAt = in.readLong();
        boolean fraud = in.readBoolean();
        golden[i] = in.readBoolean();
        weights[i] = in.readInt();
        parts[i] = in.readByte();
        float[] row = new float[FraudFeature.count()];
        for (int column = 0; column < row.length; column++) {
          row[column] = in.readFloat();
        }
        ids.add(eventId);
        current.row = row;
        rows.accept(
            new LabelledPayment(eventId, Payment.of(occurredAt, 0, card, ""), true, fraud, 0));
      }
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    if (!hash.equals(about.hash())) {
      throw new IOException(
          "%s has the SHA-256 %s, %s says %s: the file was changed; delete the run's folder and start it again"
              .formatted(dir.resolve(ROWS), hash, ABOUT, about.hash()));
    }
    return new PaymentSnapshot(about, rows.build(), ids, golden, weights, parts);
  }

  /** The rows of a part. */
  int[] in(PaymentSplit.Part part) {
    return IntStream.range(0, parts.length).filter(i -> parts[i] == part.number()).toArray();
  }

  /** The rows to test on. */
  public int[] test() {
    return in(PaymentSplit.Part.TEST);
  }

  private static List<String> columns() {
    return Arrays.stream(FraudFeature.values()).map(FraudFeature::column).toList();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Rows that were computed when the payments were made. */
  private static final class Current implements RowSource {
    private float[] row = new float[0];

    @Override
    public float[] next(LabelledPayment payment) {
      return row;
    }

    @Override
    public void fraud(LabelledPayment payment, long knownAt) {
      // the stream had seen its labels
    }
  }
}
