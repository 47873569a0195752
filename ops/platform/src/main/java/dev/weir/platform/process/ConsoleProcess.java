package dev.weir.platform.process;

import dev.weir.platform.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The child that takes labels over HTTP and shows the console's pages: how it starts. */
public final class ConsoleProcess {

  /** Name in messages and in the run file. */
  public static final String NAME = "console";

  private ConsoleProcess() {}

  /** The specification of the console of a platform that runs. */
  public static ChildSpec spec(Path dir, Installation installation, List<String> arguments) {
    return spec(NAME, true, dir, installation, arguments);
  }

  /**
   * The same under another name, for one that runs beside that of the platform.
   *
   * @param dir the platform's folder
   * @param arguments of {@code dev.weir.console.ConsoleApp}
   */
  public static ChildSpec spec(
      String name, Path dir, Installation installation, List<String> arguments) {
    return spec(name, false, dir, installation, arguments);
  }

  private static ChildSpec spec(
      String name,
      boolean background,
      Path dir,
      Installation installation,
      List<String> arguments) {
    Path logs = dir.resolve("logs");
    return new ChildSpec(
        name,
        background,
        List.of(
            "-Xmx128m",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError"),
        Map.of(
            "weir.log.dir",
            logs.toString(),
            "weir.log.name",
            name,
            "com.linecorp.armeria.transportType",
            "nio"),
        Map.of(),
        List.of(installation.consoleClassPath()),
        "dev.weir.console.ConsoleApp",
        new ArrayList<>(arguments),
        dir.resolve("run").resolve(name + ".args"),
        logs.resolve(name + ".out"),
        logs.resolve(name + ".log"));
  }
}
