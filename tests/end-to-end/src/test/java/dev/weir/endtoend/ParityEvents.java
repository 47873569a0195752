package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The same events for any prefix of topics, with timestamps of their own: opinions, insults, offers
 * and chat in many rooms, some of them raids, some event ids repeated, some records unreadable. An
 * author writes in one room only, a raid stays in one, and no two partitions have letters in common
 * that a campaign could be known by, so what an engine remembers by partition is what another
 * remembers in all.
 */
final class ParityEvents {

  private static final int ROOMS = 60;
  private static final int AUTHORS_OF_A_ROOM = 25;
  private static final int PARTITIONS = 4;

  /** A letter that each syllable of a partition's texts ends with, and no other has. */
  private static final String[] MARKS = {"w", "y", "z", "c"};

  private static final String[] OPENINGS = {
    "I really love this",
    "what a terrible idea",
    "you are a complete idiot",
    "cheap watches, order now at",
    "could anybody explain",
    "the stream stutters again with",
    "best purchase of the year:",
    "nobody wants to read about",
    "shut up, you stupid",
    "win a free phone, click",
    "我很喜欢",
    "太差了",
  };

  private static final String[] SYLLABLES = {
    "ka", "lo", "mi", "ru", "ten", "vas", "qui", "bor", "dex", "fan", "gli", "hop", "jun", "pel"
  };

  private static final String EVENT = "event";

  private ParityEvents() {}

  /** The event id of a record made here. */
  static String eventId(ProducerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader(EVENT).value(), UTF_8);
  }

  /**
   * So many records of comments and chat, the same at every call but for the topics' prefix.
   *
   * @param begin the first one's timestamp; of late, since the broker deletes what is older than a
   *     topic keeps
   */
  static List<ProducerRecord<byte[], byte[]>> records(TestTopics topics, int count, Instant begin) {
    Random random = new Random(11);
    WeirAvroSerializer<CommentPosted> comments =
        new WeirAvroSerializer<>(CommentPosted.class, topics.registry());
    WeirAvroSerializer<ChatMessageSent> chat =
        new WeirAvroSerializer<>(ChatMessageSent.class, topics.registry());
    String commentTopic = topics.name(WeirTopic.COMMENTS);
    String chatTopic = topics.name(WeirTopic.CHAT_MESSAGES);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int room = random.nextInt(ROOMS);
      String place = "room-" + room;
      String author = place + "-author-" + random.nextInt(AUTHORS_OF_A_ROOM);
      // one of forty repeats an id of the same room's last few
      String event = random.nextInt(40) == 0 ? place + "-repeat-" + i / 400 : "event-" + i;
      String mark = MARKS[room % PARTITIONS];
      boolean raid = room % 10 == 0 && random.nextInt(3) > 0;
      String text =
          raid
              ? words(new Random(room), mark) + " " + i % 7
              : opening(random, room % PARTITIONS) + " " + words(random, mark);
      Instant at = begin.plusMillis(5L * i);
      boolean comment = room % 2 == 0;
      String topic = comment ? commentTopic : chatTopic;
      byte[] value =
          comment
              ? comments.serialize(
                  topic,
                  CommentPosted.newBuilder()
                      .setEventId(event)
                      .setOccurredAt(at)
                      .setSubjectId(place)
                      .setAuthorId(author)
                      .setText(text)
                      .build())
              : chat.serialize(
                  topic,
                  ChatMessageSent.newBuilder()
                      .setEventId(event)
                      .setOccurredAt(at)
                      .setRoomId(place)
                      .setAuthorId(author)
                      .setText(text)
                      .build());
      if (i % 500 == 499) {
        value[4] = 99;
        value[3] = 99;
      }
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              topic, room % PARTITIONS, at.toEpochMilli(), place.getBytes(UTF_8), value);
      record.headers().add(EVENT, event.getBytes(UTF_8));
      records.add(record);
    }
    return records;
  }

  /** Each partition has openings of its own. */
  private static String opening(Random random, int partition) {
    return OPENINGS[random.nextInt(OPENINGS.length / PARTITIONS) * PARTITIONS + partition];
  }

  private static String words(Random random, String mark) {
    StringBuilder words = new StringBuilder();
    for (int i = 10 + random.nextInt(12); i > 0; i--) {
      words.append(word(random, 2 + random.nextInt(3), mark)).append(' ');
    }
    return words.toString().strip();
  }

  private static String word(Random random, int syllables, String mark) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]).append(mark);
    }
    return word.toString();
  }
}
