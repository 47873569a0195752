package dev.weir.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of alerts that nobody took, a JSON object a line: where each lies in Kafka, why it was
 * given up, and its body. A line is on the disk before the alert counts as done. Confined to one
 * thread.
 */
public final class Undelivered {

  private final Path file;

  public Undelivered(Path file) {
    this.file = file;
  }

  /**
   * Adds one.
   *
   * @param position {@code topic-partition@offset}
   * @param message null if the record could not be read
   * @throws UncheckedIOException if it cannot be written; the alert must then be tried again
   */
  public void add(String position, @Nullable AlertMessage message, String why, Instant at) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("position", position);
    line.put("given_up_at", at.toString());
    line.put("reason", why);
    if (message != null) {
      line.put("key", message.key());
      line.put("body", new String(message.body(), UTF_8));
    }
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
