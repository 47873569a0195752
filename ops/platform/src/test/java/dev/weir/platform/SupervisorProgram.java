package dev.weir.platform;

import java.nio.file.Path;

/** A platform in a process of its own, on the folder of the first argument. */
public final class SupervisorProgram {

  static final String READY = "platform ready";

  private SupervisorProgram() {}

  public static void main(String[] args) {
    try (Platform platform =
        Platform.start(PlatformConfig.onFreePorts(Path.of(args[0])), StartProgress.none())) {
      System.out.println(READY);
      platform.awaitEnd();
    } catch (PlatformException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }
}
