package dev.weir.simulator.text;

import dev.weir.schemas.CommentPosted;
import dev.weir.simulator.random.Dice;
import dev.weir.simulator.random.EventIds;
import dev.weir.simulator.text.RecentEvents.Seen;
import dev.weir.simulator.truth.Labelled;
import dev.weir.simulator.truth.TextTruth;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Endless product comments: reviews, questions and remarks on 400 subjects by 50,000 authors,
 * single spam and spam waves, insults, disguised spelling, some Chinese. Equal seeds and times give
 * equal events. Memory does not grow. Not thread-safe.
 */
public final class CommentSource {
  /** Topic of the events, without prefix. */
  public static final String TOPIC = "comments";

  private static final int SUBJECTS = 400;
  private static final int AUTHORS = 50_000;
  private static final double ANSWERS = 0.2;
  private static final List<String> CHANNELS = List.of("web", "web", "app", "app", "partner-shop");

  private final Dice dice;
  private final EventIds ids;
  private final Accounts accounts;
  private final LineWriter lines;
  private final RecentEvents recent = new RecentEvents();

  /**
   * @param start when the simulation begins: all accounts were opened before it
   */
  public CommentSource(long seed, Instant start, TextShares shares) {
    this.dice = new Dice(seed);
    this.ids = new EventIds(dice.split());
    this.accounts = new Accounts(AUTHORS, start, dice.split());
    this.lines =
        new LineWriter(
            "comment", shares, Typist.ofComments(dice.split()), accounts, SUBJECTS, dice.split());
  }

  /**
   * Concept drift: from now on spam is written in another fashion, which poses as talk between
   * customers and has no links, prizes or disguises.
   *
   * @param share of the spam lines in English outside of waves, from 0 to 1
   */
  public void shift(double share) {
    lines.shift(share);
  }

  /** The next comment, posted at {@code occurredAt}. */
  public Labelled<CommentPosted, TextTruth> next(Instant occurredAt) {
    Draft draft = lines.next();
    String eventId = ids.next();
    Seen parent = dice.chance(ANSWERS) ? recent.at(draft.place(), dice) : null;
    String threadId = parent == null ? eventId : parent.threadId();
    recent.add(new Seen(eventId, threadId, draft.place()));
    CommentPosted event =
        CommentPosted.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(occurredAt)
            .setSubjectId("product-" + (1000 + draft.place()))
            .setAuthorId(accounts.id(draft.author()))
            .setText(draft.text())
            .setParentId(parent == null ? null : parent.eventId())
            .setThreadId(threadId)
            .setChannel(dice.pick(CHANNELS))
            .setLanguageHint(languageHint(draft, dice))
            .setAuthorSince(accounts.since(draft.author()))
            .build();
    return new Labelled<>(event, draft.truth(eventId, TOPIC));
  }

  static @Nullable String languageHint(Draft draft, Dice dice) {
    if (dice.chance(0.3)) {
      return null;
    }
    return draft.chinese() ? "zh-Hans" : "en";
  }
}
