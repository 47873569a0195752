package dev.weir.simulator;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.simulator.SimulatedRecord.Broken;
import dev.weir.simulator.SimulatedRecord.Sound;
import dev.weir.simulator.broken.Damage;
import dev.weir.simulator.card.CardWorld;
import dev.weir.simulator.card.TransactionSource;
import dev.weir.simulator.random.Dice;
import dev.weir.simulator.text.ChatSource;
import dev.weir.simulator.text.CommentSource;
import dev.weir.simulator.text.TextShares;
import dev.weir.simulator.truth.BrokenTruth;
import java.time.Instant;
import java.util.List;

/**
 * Endless mixed traffic: comments, chat and card transactions in given shares, a few of them
 * broken. Equal seeds and times give equal records. Not thread-safe.
 */
public final class TrafficMix {
  private static final List<Damage> DAMAGES = List.of(Damage.values());

  private final MixShares shares;
  private final Dice dice;
  private final CommentSource comments;
  private final ChatSource chat;
  private final TransactionSource transactions;

  /**
   * @param start when the simulation begins; card transactions go through their days from here on
   */
  public TrafficMix(long seed, Instant start, MixShares shares) {
    this(seed, start, shares, start, CardWorld.ofHandbook());
  }

  /**
   * @param start when the simulation of texts begins
   * @param firstDay any moment of the first day of card transactions (UTC)
   */
  public TrafficMix(long seed, Instant start, MixShares shares, Instant firstDay, CardWorld cards) {
    this.shares = shares;
    this.dice = new Dice(seed);
    this.comments = new CommentSource(dice.nextLong(), start, TextShares.ofComments());
    this.chat = new ChatSource(dice.nextLong(), start, TextShares.ofChat());
    this.transactions = new TransactionSource(dice.nextLong(), firstDay, cards);
  }

  /**
   * The next record. Text is written at {@code occurredAt}; a transaction has the time of its own
   * calendar, see {@link TransactionSource}.
   */
  public SimulatedRecord next(Instant occurredAt) {
    Sound sound = sound(occurredAt);
    if (!dice.chance(shares.broken())) {
      return sound;
    }
    Damage damage = dice.pick(DAMAGES);
    String key = sound.truth().eventId();
    return new Broken(
        sound.topic(),
        key,
        sound.event(),
        new BrokenTruth(key, sound.topic(), damage.label()),
        damage,
        dice.nextLong());
  }

  private Sound sound(Instant occurredAt) {
    double sum = shares.comments() + shares.chat() + shares.transactions();
    double draw = dice.fraction() * sum;
    if (draw < shares.comments()) {
      var labelled = comments.next(occurredAt);
      CommentPosted event = labelled.event();
      return new Sound(CommentSource.TOPIC, event.getSubjectId(), event, labelled.truth());
    }
    if (draw < shares.comments() + shares.chat()) {
      var labelled = chat.next(occurredAt);
      ChatMessageSent event = labelled.event();
      return new Sound(ChatSource.TOPIC, event.getRoomId(), event, labelled.truth());
    }
    var labelled = transactions.next();
    CardTransaction event = labelled.event();
    return new Sound(TransactionSource.TOPIC, event.getCardId(), event, labelled.truth());
  }
}
