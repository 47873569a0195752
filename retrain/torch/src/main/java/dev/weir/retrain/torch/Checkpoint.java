package dev.weir.retrain.torch;

import ai.djl.ndarray.NDArray;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Arrays on disk, by name, with a note beside them. A new file takes the place of the last only
 * when it is complete: a kill or a full disk leaves the last good one. Stateless.
 *
 * <p>Layout: {@value #MAGIC}, key, note, number of arrays, then each one's name, length and fp32
 * values; a check sum at the end.
 */
public final class Checkpoint {
  private static final int MAGIC = 0x77746f72;

  private Checkpoint() {}

  /** Opens the file that is written first. */
  @FunctionalInterface
  interface Opener {
    OutputStream open(Path path) throws IOException;
  }

  /**
   * Writes arrays.
   *
   * @param key of the data, the settings and the code: another training's state is not taken up
   * @param note free text, such as the step
   * @throws IOException if they cannot be written; the last good file stays
   */
  public static void write(Path file, String key, String note, Map<String, NDArray> arrays)
      throws IOException {
    write(file, key, note, arrays, Files::newOutputStream);
  }

  static void write(Path file, String key, String note, Map<String, NDArray> arrays, Opener opener)
      throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      CRC32 sum = new CRC32();
      try (DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new CheckedOutputStream(opener.open(draft), sum), 1 << 16))) {
        out.writeInt(MAGIC);
        out.writeUTF(key);
        out.writeUTF(note);
        out.writeInt(arrays.size());
        for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
          out.writeUTF(array.getKey());
          float[] values = array.getValue().toFloatArray();
          ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
          bytes.asFloatBuffer().put(values);
          out.writeInt(values.length);
          out.write(bytes.array());
        }
        out.flush();
        out.writeLong(sum.getValue());
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw new IOException(
          "checkpoint %s could not be written (%s); the last good one stays: free some space and run the same command again to go on from it"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Fills arrays from a file, all or none of them.
   *
   * @param arrays of the names and sizes that were written
   * @return the note; null if there is no file, or it is another training's or damaged
   */
  public static @Nullable String read(Path file, String key, Map<String, NDArray> arrays)
      throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    CRC32 sum = new CRC32();
    try (DataInputStream in =
        new DataInputStream(
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file), 1 << 16), sum))) {
      if (in.readInt() != MAGIC || !in.readUTF().equals(key)) {
        return null;
      }
      String note = in.readUTF();
      if (in.readInt() != arrays.size()) {
        return null;
      }
      List<Runnable> fills = new ArrayList<>(); // of all, or of none
      for (int i = 0; i < arrays.size(); i++) {
        @Nullable NDArray array = arrays.get(in.readUTF());
        int length = in.readInt();
        if (array == null || array.size() != length) {
          return null;
        }
        float[] read = new float[length];
        byte[] bytes = new byte[length * Float.BYTES];
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).asFloatBuffer().get(read);
        fills.add(() -> fill(array, read));
      }
      long expected = sum.getValue();
      if (in.readLong() != expected) {
        return null;
      }
      fills.forEach(Runnable::run);
      return note;
    } catch (EOFException e) {
      return null;
    }
  }

  private static void fill(NDArray array, float[] values) {
    boolean learns = array.hasGradient();
    array.setRequiresGradient(false);
    array.set(values);
    array.setRequiresGradient(learns);
  }
}
