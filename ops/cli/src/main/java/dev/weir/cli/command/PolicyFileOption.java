package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.scoring.policy.PolicyCheck;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import picocli.CommandLine.Parameters;

/** The file of a policy. */
final class PolicyFileOption {

  @Parameters(index = "0", paramLabel = "FILE", description = "policy in YAML or JSON")
  private Path file = Path.of("");

  Path file() {
    return file;
  }

  /**
   * Reads and checks it, as made now by this user.
   *
   * @throws UsageFailure if there is no such file, or it is no text
   */
  PolicyCheck.Result read(Instant now) throws IOException {
    return read(file, now);
  }

  /** The same of a file that another option named. */
  static PolicyCheck.Result read(Path file, Instant now) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UsageFailure("no file " + file);
    }
    try {
      return PolicyCheck.read(
          Files.readString(file),
          UUID.randomUUID().toString(),
          now,
          System.getProperty("user.name", "unknown"));
    } catch (MalformedInputException e) {
      throw new UsageFailure(file + " is not UTF-8 text");
    }
  }
}
