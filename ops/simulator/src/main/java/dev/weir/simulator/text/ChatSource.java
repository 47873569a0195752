package dev.weir.simulator.text;

import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.ChatRole;
import dev.weir.simulator.random.Dice;
import dev.weir.simulator.random.EventIds;
import dev.weir.simulator.text.RecentEvents.Seen;
import dev.weir.simulator.truth.Labelled;
import dev.weir.simulator.truth.TextTruth;
import java.time.Instant;
import java.util.List;

/**
 * Endless messages in 60 chat rooms: friendly, plain and heated talk, insults, single spam and
 * raids. Equal seeds and times give equal events. Memory does not grow. Not thread-safe.
 */
public final class ChatSource {
  /** Topic of the events, without prefix. */
  public static final String TOPIC = "chat-messages";

  private static final int ROOMS = 60;
  private static final int AUTHORS = 20_000;
  private static final double ANSWERS = 0.15;
  private static final List<String> CHANNELS = List.of("live-web", "live-web", "live-mobile");

  private final Dice dice;
  private final EventIds ids;
  private final Accounts accounts;
  private final LineWriter lines;
  private final RecentEvents recent = new RecentEvents();

  /**
   * @param start when the simulation begins: all accounts were opened before it
   */
  public ChatSource(long seed, Instant start, TextShares shares) {
    this.dice = new Dice(seed);
    this.ids = new EventIds(dice.split());
    this.accounts = new Accounts(AUTHORS, start, dice.split());
    this.lines =
        new LineWriter("chat", shares, Typist.ofChat(dice.split()), accounts, ROOMS, dice.split());
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

  /** The next message, sent at {@code occurredAt}. */
  public Labelled<ChatMessageSent, TextTruth> next(Instant occurredAt) {
    Draft draft = lines.next();
    String eventId = ids.next();
    Seen answered = dice.chance(ANSWERS) ? recent.at(draft.place(), dice) : null;
    recent.add(new Seen(eventId, eventId, draft.place()));
    ChatMessageSent event =
        ChatMessageSent.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(occurredAt)
            .setRoomId("room-" + (100 + draft.place()))
            .setAuthorId(accounts.id(draft.author()))
            .setText(draft.text())
            .setReplyToId(answered == null ? null : answered.eventId())
            .setAuthorRole(role(draft.author()))
            .setChannel(dice.pick(CHANNELS))
            .setLanguageHint(CommentSource.languageHint(draft, dice))
            .setAuthorSince(accounts.since(draft.author()))
            .build();
    return new Labelled<>(event, draft.truth(eventId, TOPIC));
  }

  /** The same account has the same role for good. */
  private static ChatRole role(long author) {
    return switch ((int) (author % 50)) {
      case 0 -> ChatRole.MODERATOR;
      case 1, 2, 3, 4, 5, 6, 7 -> ChatRole.SUBSCRIBER;
      default -> ChatRole.VIEWER;
    };
  }
}
