package dev.weir.retrain.fraud.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Payments in files: CSV in the layout of the Fraud Detection Handbook ({@link HandbookCsv}), or
 * JSON Lines of {@code CardTransaction} with the truth beside it ({@link TransactionLines}); each
 * also gzipped. Of a folder, the handbook's {@code train}, {@code valid} and {@code test} are read
 * in this order.
 */
public final class PaymentFiles implements PaymentSource {
  private final List<Path> files;
  private final @Nullable Path truth;

  private PaymentFiles(List<Path> files, @Nullable Path truth) {
    this.files = List.copyOf(files);
    this.truth = truth;
  }

  /**
   * Payments of a file or folder.
   *
   * @param truth what is true of JSON Lines; null for the handbook's layout
   * @throws IOException if there is nothing to read
   */
  public static PaymentFiles of(Path data, @Nullable Path truth) throws IOException {
    if (Files.isDirectory(data)) {
      List<Path> parts = new ArrayList<>();
      for (String part : List.of("train", "valid", "test")) {
        Stream.of(part + ".csv", part + ".csv.gz")
            .map(data::resolve)
            .filter(Files::exists)
            .findFirst()
            .ifPresent(parts::add);
      }
      if (parts.isEmpty()) {
        throw new IOException(
            data + " has no train.csv, valid.csv or test.csv (also .gz); name a file instead");
      }
      return new PaymentFiles(parts, null);
    }
    if (!Files.isRegularFile(data)) {
      throw new IOException(data + " is missing; name a file or folder of payments");
    }
    if (isJson(data) && truth == null) {
      throw new IOException(
          data + " holds transactions without labels; name the file of their truth as well");
    }
    return new PaymentFiles(List.of(data), truth);
  }

  private static boolean isJson(Path file) {
    String name = file.toString();
    return name.endsWith(".jsonl") || name.endsWith(".jsonl.gz") || name.endsWith(".json");
  }

  @Override
  public String name() {
    return String.join(", ", files.stream().map(file -> file.getFileName().toString()).toList());
  }

  @Override
  public void forEach(Consumer<LabelledPayment> sink) throws IOException {
    for (Path file : files) {
      if (truth != null) {
        TransactionLines.read(file, truth, sink);
      } else {
        HandbookCsv.read(file, sink);
      }
    }
  }
}
