package dev.weir.platform.check;

import dev.weir.platform.PlatformException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says in one line why a folder cannot be used. */
public final class DiskFailure {

  private DiskFailure() {}

  /** The failure of an operation below a folder. */
  public static PlatformException explain(Path dir, IOException failure) {
    return new PlatformException(
        "%s; choose another folder with --dir".formatted(reason(dir, failure)), failure);
  }

  private static String reason(Path dir, IOException failure) {
    String text =
        failure instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : String.valueOf(failure.getMessage());
    if (text.contains("No space left on device")) {
      return "the disk of " + dir + " is full: free some space";
    }
    if (text.contains("Read-only file system")) {
      return dir + " is on a read-only file system: mount it writable";
    }
    if (failure instanceof AccessDeniedException || text.contains("Permission denied")) {
      return dir + " is not writable for user " + System.getProperty("user.name");
    }
    if (failure instanceof FileAlreadyExistsException
        || failure instanceof NotDirectoryException
        || text.contains("Not a directory")) {
      return dir + " cannot be a folder, a file is in the way";
    }
    return "cannot use " + dir + " (" + text + ")";
  }
}
