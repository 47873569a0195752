package dev.weir.scoring.author;

/**
 * What is known of an author before a message of theirs. Immutable.
 *
 * @param strikes removed messages, each halved every seven days
 * @param rate messages of late, each halved every minute: 1.44 times the messages a minute of a
 *     steady writer
 * @param messages messages so far
 * @param reviewed of them, sent to a review
 * @param removed of them, removed
 * @param knownMillis time since the first of them
 */
public record AuthorStanding(
    double strikes, double rate, int messages, int reviewed, int removed, long knownMillis) {

  /** Of an author of whom nothing is remembered. */
  public static final AuthorStanding UNKNOWN = new AuthorStanding(0, 0, 0, 0, 0, 0);
}
