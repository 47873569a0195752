package dev.weir.cli.platform;

import dev.weir.platform.PlatformProbe;
import dev.weir.platform.RunningPlatform;
import java.nio.file.Path;
import java.util.Optional;

/** Which platform a command means when it is not told an address. */
public final class Platforms {

  private Platforms() {}

  /** The platform of the folder, or else of the demonstration below it; empty if none is alive. */
  public static Optional<RunningPlatform> find(Path dir) {
    return PlatformProbe.find(dir).or(() -> PlatformProbe.find(dir.resolve("demo")));
  }
}
