package dev.weir.retrain.fraud.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.fraud.Payments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Transactions as JSON Lines, a {@code CardTransaction} each, and their truth in a second file:
 * {@code {"event_id","is_fraud"}}, as {@code weir simulate transactions} writes both. A transaction
 * that the truth does not know makes histories, but nothing is learned from it. Stateless.
 */
final class TransactionLines {
  private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

  private record Truth(boolean fraud, int scenario) {}

  private interface LineSink {
    void accept(JsonNode line);
  }

  private TransactionLines() {}

  static void read(Path events, Path truth, Consumer<LabelledPayment> sink) throws IOException {
    Map<String, Truth> truths = new HashMap<>();
    lines(
        truth,
        line -> {
          JsonNode fraud = line.path("is_fraud");
          if (!fraud.isBoolean()) {
            throw new IllegalArgumentException("is_fraud must be true or false");
          }
          truths.put(
              text(line, "event_id"),
              new Truth(fraud.booleanValue(), line.path("scenario").asInt()));
        });
    lines(
        events,
        line -> {
          String id = text(line, "event_id");
          @Nullable Truth label = truths.get(id);
          sink.accept(
              new LabelledPayment(
                  id,
                  payment(line),
                  label != null,
                  label != null && label.fraud(),
                  label == null ? 0 : label.scenario()));
        });
  }

  private static Payment payment(JsonNode line) {
    JsonNode amount = line.path("amount");
    if (!amount.isNumber() && !amount.isTextual()) {
      throw new IllegalArgumentException("amount is missing");
    }
    JsonNode place = line.path("location");
    @Nullable String country = textOrNull(line, "country");
    @Nullable String home = textOrNull(line, "card_country");
    return new Payment(
        Instant.parse(text(line, "occurred_at")).toEpochMilli(),
        Payments.units(new java.math.BigDecimal(amount.asText())),
        text(line, "card_id"),
        text(line, "terminal_id"),
        textOrNull(line, "merchant_id"),
        textOrNull(line, "device_id"),
        Payments.online(textOrNull(line, "entry_mode")),
        Payments.abroad(country, home),
        place.path("latitude").asDouble(Double.NaN),
        place.path("longitude").asDouble(Double.NaN));
  }

  private static String text(JsonNode line, String name) {
    @Nullable String text = textOrNull(line, name);
    if (text == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }

  private static @Nullable String textOrNull(JsonNode line, String name) {
    JsonNode value = line.path(name);
    return value.isTextual() ? value.textValue() : null;
  }

  private static void lines(Path file, LineSink sink) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        try {
          sink.accept(JSON.readTree(line));
        } catch (IOException
            | IllegalArgumentException
            | ArithmeticException
            | DateTimeParseException e) {
          throw new IOException(
              file
                  + ": line "
                  + number
                  + ": "
                  + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
              e);
        }
      }
    }
  }
}
