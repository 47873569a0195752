package dev.weir.scoring.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;

/** The policy that applies where no other is published: {@code default-policy.yaml} beside this. */
public final class DefaultPolicy {

  /** Its name; publishing a policy of this name replaces it. */
  public static final String NAME = "default";

  private static final String FILE = "default-policy.yaml";
  private static final CompiledPolicy COMPILED = compile();

  private DefaultPolicy() {}

  /** Ready to decide. */
  public static CompiledPolicy compiled() {
    return COMPILED;
  }

  /** The text of its file. */
  public static String text() {
    try (InputStream in = DefaultPolicy.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(in, FILE).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompiledPolicy compile() {
    PolicyCheck.Result read = PolicyCheck.read(text(), "default", Instant.EPOCH, "Weir");
    Policy policy = read.policy();
    if (policy == null) {
      throw new IllegalStateException(FILE + " cannot be used: " + read.problems());
    }
    return Objects.requireNonNull(PolicyCompiler.compile(policy).policy());
  }
}
