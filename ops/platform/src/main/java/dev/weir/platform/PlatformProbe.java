package dev.weir.platform;

import dev.weir.platform.run.DirectoryLock;
import dev.weir.platform.run.ProcessRef;
import dev.weir.platform.run.RunFile;
import dev.weir.platform.run.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a platform that another process runs. */
public final class PlatformProbe {

  private PlatformProbe() {}

  /**
   * The platform of a folder. It counts as running if its folder is locked, and the process that
   * its run file names is alive and began when the file says: a run file left behind by a kill, or
   * a process that got an old number, is none.
   */
  public static Optional<RunningPlatform> find(Path dir) {
    Path folder = dir.toAbsolutePath().normalize();
    return new RunFile(folder)
        .read()
        .filter(state -> isHeld(folder))
        .flatMap(PlatformProbe::running);
  }

  private static Optional<RunningPlatform> running(RunState state) {
    ProcessRef supervisor = state.supervisor();
    return supervisor.find().map(handle -> new RunningPlatform(state, handle));
  }

  private static boolean isHeld(Path dir) {
    try {
      return DirectoryLock.isHeld(dir);
    } catch (IOException e) {
      // somebody else's folder: its lock cannot be tried, its process can still be seen
      return true;
    }
  }
}
