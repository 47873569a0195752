package dev.weir.flink.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.flink.options.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Hand-over points as files, wherever Flink can read and write. Stateless. */
public final class HandOverFile {

  /** Its name beside the savepoint. */
  public static final String NAME = "start-offsets.json";

  private static final String SAVEPOINT = "_metadata";

  private HandOverFile() {}

  /**
   * @throws UsageException when the file cannot be read, or is none of a backfill
   */
  public static HandOver read(String file) {
    try {
      Path path = new Path(file);
      try (InputStream in = path.getFileSystem().open(path)) {
        return HandOver.parse(new String(in.readAllBytes(), UTF_8));
      }
    } catch (IOException e) {
      throw new UsageException(
          "option --start-offsets: " + file + " cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "option --start-offsets: "
              + file
              + " is not the "
              + NAME
              + " that a backfill writes beside its savepoint: "
              + e.getMessage());
    }
  }

  /**
   * Writes the point into the folder where the savepoint goes; that of a backfill which failed is
   * written over.
   *
   * @throws UsageException when a savepoint is there already, or the folder cannot be written
   */
  public static void write(HandOver point, String savepoint) {
    try {
      Path folder = new Path(savepoint);
      FileSystem files = folder.getFileSystem();
      if (files.exists(new Path(folder, SAVEPOINT))) {
        throw new UsageException(
            "option --savepoint: there is a savepoint in "
                + savepoint
                + " already; name another folder");
      }
      files.mkdirs(folder);
      try (OutputStream out = files.create(new Path(folder, NAME), WriteMode.OVERWRITE)) {
        out.write(point.toJson().getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UsageException(
          "option --savepoint: " + savepoint + " cannot be written: " + e.getMessage());
    }
  }
}
