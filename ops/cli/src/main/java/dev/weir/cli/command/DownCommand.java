package dev.weir.cli.command;

import dev.weir.cli.platform.Platforms;
import dev.weir.platform.RunningPlatform;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir down}: ends the platform that {@code weir up} keeps running. */
@Command(
    name = "down",
    header = "Stop the embedded platform.",
    mixinStandardHelpOptions = true,
    description = {"Waits until every process of it has ended; its data stays.", ""})
public final class DownCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofSeconds(40);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private FolderOption folder = new FolderOption();

  @Override
  public Integer call() {
    Optional<RunningPlatform> running = Platforms.find(folder.dir());
    running.ifPresent(platform -> platform.stop(LIMIT));
    spec.commandLine()
        .getOut()
        .println(
            running
                .map(platform -> "stopped the platform in " + platform.dir())
                .orElse("no platform is running in " + folder.dir()));
    return 0;
  }
}
