package dev.weir.engine;

import dev.weir.engine.batch.LengthBatches;
import dev.weir.engine.pack.Variant;
import dev.weir.engine.session.Provider;
import org.jspecify.annotations.Nullable;

/**
 * How a scorer runs its model. Immutable; start from {@link #defaults()}.
 *
 * @param maxBatchRows texts in one run of the model, at most
 * @param maxTableRows rows of a table in one run, at most
 * @param maxBatchTokens padded tokens in one run, at most; a single longer text still runs, alone
 * @param maxTextChars UTF-16 units of a text; longer ones are rejected, not cut
 * @param maxTokens tokens of a text, special tokens included; what is beyond is cut. 0: as many as
 *     the package says
 * @param provider what runs the graph
 * @param precision of the graph; null: the package's default on a CPU, fp16 on a GPU where there is
 *     one
 * @param unsigned whether the package is loaded though none of {@link
 *     dev.weir.engine.pack.TrustedKeys} signed it
 */
public record ScorerOptions(
    int maxBatchRows,
    int maxTableRows,
    int maxBatchTokens,
    int maxTextChars,
    int maxTokens,
    Provider provider,
    Variant.@Nullable Precision precision,
    boolean unsigned) {
  private static final int RUN_COST_TOKENS = 8;
  private static final ScorerOptions DEFAULTS =
      new ScorerOptions(32, 128, 1024, 100_000, 0, Provider.AUTO, null, false);

  public ScorerOptions {
    atLeast("maxBatchRows", maxBatchRows, 1);
    atLeast("maxTableRows", maxTableRows, 1);
    atLeast("maxBatchTokens", maxBatchTokens, 8);
    atLeast("maxTextChars", maxTextChars, 1);
    atLeast("maxTokens", maxTokens, 0);
  }

  /**
   * 32 texts or 1,024 tokens, or 128 rows of a table, a run, texts of up to 100,000 characters, the
   * package's tokens, a GPU where one works, the package's default precision.
   */
  public static ScorerOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another number of texts in a run. */
  public ScorerOptions withMaxBatchRows(int rows) {
    return new ScorerOptions(
        rows, maxTableRows, maxBatchTokens, maxTextChars, maxTokens, provider, precision, unsigned);
  }

  /** The same with another number of a table's rows in a run. */
  public ScorerOptions withMaxTableRows(int rows) {
    return new ScorerOptions(
        maxBatchRows, rows, maxBatchTokens, maxTextChars, maxTokens, provider, precision, unsigned);
  }

  /** The same with another number of padded tokens in a run. */
  public ScorerOptions withMaxBatchTokens(int tokens) {
    return new ScorerOptions(
        maxBatchRows, maxTableRows, tokens, maxTextChars, maxTokens, provider, precision, unsigned);
  }

  /** The same with another longest text. */
  public ScorerOptions withMaxTextChars(int chars) {
    return new ScorerOptions(
        maxBatchRows,
        maxTableRows,
        maxBatchTokens,
        chars,
        maxTokens,
        provider,
        precision,
        unsigned);
  }

  /** The same with fewer tokens of each text. */
  public ScorerOptions withMaxTokens(int tokens) {
    return new ScorerOptions(
        maxBatchRows,
        maxTableRows,
        maxBatchTokens,
        maxTextChars,
        tokens,
        provider,
        precision,
        unsigned);
  }

  /** The same on another provider. */
  public ScorerOptions withProvider(Provider other) {
    return new ScorerOptions(
        maxBatchRows,
        maxTableRows,
        maxBatchTokens,
        maxTextChars,
        maxTokens,
        other,
        precision,
        unsigned);
  }

  /** The same on the CPU. */
  public ScorerOptions onCpu() {
    return withProvider(Provider.CPU);
  }

  /** The same with a certain precision. */
  public ScorerOptions withPrecision(Variant.Precision wanted) {
    return new ScorerOptions(
        maxBatchRows,
        maxTableRows,
        maxBatchTokens,
        maxTextChars,
        maxTokens,
        provider,
        wanted,
        unsigned);
  }

  /**
   * The same for who makes or measures packages, which are signed once they are found good. Never
   * for who answers events.
   */
  public ScorerOptions withUnsigned() {
    return new ScorerOptions(
        maxBatchRows,
        maxTableRows,
        maxBatchTokens,
        maxTextChars,
        maxTokens,
        provider,
        precision,
        true);
  }

  /** How runs are cut for a provider; the fixed cost of one was measured at about seven tokens. */
  public LengthBatches batches(Provider runsOn) {
    return new LengthBatches(
        maxBatchRows, maxBatchTokens, RUN_COST_TOKENS, runsOn.lengthMultiple());
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be " + least + " or more, was " + value);
    }
  }
}
