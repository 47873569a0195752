package dev.weir.retrain.text.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run on disk. A new one takes the place of the last only when it is complete: a
 * kill or a full disk leaves the last good one. Stateless.
 *
 * <p>Layout: {@value #MAGIC}, the run's key, a few whole numbers, a text, then arrays of fp32
 * numbers, each with its length; a check sum at the end.
 */
final class Checkpoint {
  private static final int MAGIC = 0x77656972;
  private static final int CHUNK = 8192;

  private Checkpoint() {}

  /**
   * What is kept beside the arrays.
   *
   * @param key of the data, the recipe and the code: another run's state is not taken up
   * @param numbers such as the step
   * @param note free text
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, compared by nobody
  record State(String key, int[] numbers, String note) {}

  /** Opens the file that is written first. */
  @FunctionalInterface
  interface Opener {
    OutputStream open(Path path) throws IOException;
  }

  static void write(Path file, State state, List<float[]> arrays) throws IOException {
    write(file, state, arrays, Files::newOutputStream);
  }

  static void write(Path file, State state, List<float[]> arrays, Opener opener)
      throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      java.util.zip.CRC32 sum = new java.util.zip.CRC32();
      try (DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new java.util.zip.CheckedOutputStream(opener.open(draft), sum), 1 << 16))) {
        out.writeInt(MAGIC);
        out.writeUTF(state.key);
        out.writeInt(state.numbers.length);
        for (int number : state.numbers) {
          out.writeInt(number);
        }
        out.writeUTF(state.note);
        out.writeInt(arrays.size());
        for (float[] array : arrays) {
          write(out, array);
        }
        out.flush();
        out.writeLong(sum.getValue());
      }
      try {
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw new IOException(
          "checkpoint %s could not be written (%s); the last good one stays: free some space and run the same command again to go on from it"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Fills arrays from a file.
   *
   * @param arrays of the lengths that were written
   * @return what stands beside them; null if there is no file, or it is another run's or damaged:
   *     the arrays may then hold anything
   */
  static @Nullable State read(Path file, String key, List<float[]> arrays) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    java.util.zip.CRC32 sum = new java.util.zip.CRC32();
    try (DataInputStream in =
        new DataInputStream(
            new java.util.zip.CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file), 1 << 16), sum))) {
      if (in.readInt() != MAGIC || !in.readUTF().equals(key)) {
        return null;
      }
      int[] numbers = new int[Math.min(in.readInt(), CHUNK)];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = in.readInt();
      }
      String note = in.readUTF();
      if (in.readInt() != arrays.size()) {
        return null;
      }
      for (float[] array : arrays) {
        if (!read(in, array)) {
          return null;
        }
      }
      long expected = sum.getValue();
      return in.readLong() == expected ? new State(key, numbers, note) : null;
    } catch (java.io.EOFException e) {
      return null;
    }
  }

  private static void write(DataOutputStream out, float[] array) throws IOException {
    out.writeInt(array.length);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
    for (int from = 0; from < array.length; from += CHUNK) {
      int count = Math.min(CHUNK, array.length - from);
      chunk.clear().asFloatBuffer().put(array, from, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }

  private static boolean read(DataInputStream in, float[] array) throws IOException {
    if (in.readInt() != array.length) {
      return false;
    }
    byte[] chunk = new byte[CHUNK * Float.BYTES];
    for (int from = 0; from < array.length; from += CHUNK) {
      int count = Math.min(CHUNK, array.length - from);
      in.readFully(chunk, 0, count * Float.BYTES);
      ByteBuffer.wrap(chunk).asFloatBuffer().get(array, from, count);
    }
    return true;
  }
}
