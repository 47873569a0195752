package dev.weir.retrain.fraud.data;

import dev.weir.scoring.fraud.Payment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Transactions in the layout of the Fraud Detection Handbook, plain or gzipped: a header, then
 * {@code TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO},
 * times in UTC. Stateless.
 */
public final class HandbookCsv {
  private static final String HEADER =
      "TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private HandbookCsv() {}

  /**
   * Reads a file from beginning to end.
   *
   * @throws IOException if it cannot be read or a line is not of this layout
   */
  public static void read(Path file, Consumer<LabelledPayment> sink) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      String header = lines.readLine();
      if (!HEADER.equals(header)) {
        throw new IOException(
            file + ": the first line is not " + HEADER + "; give a file of the handbook's layout");
      }
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        sink.accept(parse(file, number, line));
      }
    }
  }

  private static LabelledPayment parse(Path file, int number, String line) throws IOException {
    String[] cells = line.split(",", -1);
    try {
      if (cells.length != 7) {
        throw new IllegalArgumentException("expected 7 cells, found " + cells.length);
      }
      Payment payment =
          Payment.of(
              LocalDateTime.parse(cells[1], TIME).toInstant(ZoneOffset.UTC).toEpochMilli(),
              new BigDecimal(cells[4]).movePointRight(4).longValueExact(),
              cells[2],
              cells[3]);
      return new LabelledPayment(
          cells[0], payment, true, label(cells[5]), Integer.parseInt(cells[6]));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
      throw new IOException(file + ": line " + number + ": " + e.getMessage(), e);
    }
  }

  private static boolean label(String cell) {
    return switch (cell) {
      case "0" -> false;
      case "1" -> true;
      default -> throw new IllegalArgumentException("TX_FRAUD is '" + cell + "', expected 0 or 1");
    };
  }
}
