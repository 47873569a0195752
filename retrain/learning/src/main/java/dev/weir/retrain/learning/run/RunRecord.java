package dev.weir.retrain.learning.run;

/**
 * A run in the ledger. Immutable.
 *
 * @param id of the run, by which runs sort in time
 * @param name of the package that learns
 * @param champion digest of the model that it learns from
 * @param championVersion its version
 * @param version of the challenger
 * @param seed of all that is drawn
 * @param startedAt ISO 8601, by this machine's clock; for people only
 * @param state how far it is
 * @param reason of the state, for people; may be empty
 */
public record RunRecord(
    String id,
    String name,
    String champion,
    String championVersion,
    String version,
    long seed,
    String startedAt,
    RunState state,
    String reason) {

  RunRecord in(RunState other, String why) {
    return new RunRecord(id, name, champion, championVersion, version, seed, startedAt, other, why);
  }
}
