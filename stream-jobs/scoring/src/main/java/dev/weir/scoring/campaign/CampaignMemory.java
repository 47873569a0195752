package dev.weir.scoring.campaign;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered under one campaign key: up to {@value #MOST_CLUSTERS} groups of near-duplicate
 * texts, each with its messages, authors and places inside a sliding window of {@value
 * #WINDOW_MINUTES} minutes; a further group takes the place of the smallest, so that texts which
 * share the key by chance do not push out a raid. Time is the Kafka timestamp of the records and
 * only moves forward; a record that comes late counts into the oldest minute. At most {@value
 * #MOST_BYTES} bytes of state. Confined to one thread.
 */
public final class CampaignMemory {

  /** Length of the window. */
  public static final int WINDOW_MINUTES = 10;

  /** Largest result of {@link #toBytes()}. */
  public static final int MOST_BYTES = 4_096;

  /** Bits in which two SimHashes of the same campaign differ at most. */
  static final int MOST_DISTANCE = 14;

  static final int MOST_CLUSTERS = 4;

  private static final byte VERSION = 1;
  private static final long MINUTE = 60_000;

  private final List<CampaignCluster> clusters = new ArrayList<>(1);

  private CampaignMemory() {}

  /** Nothing seen yet. */
  public static CampaignMemory empty() {
    return new CampaignMemory();
  }

  /**
   * Sees one message and says what its campaign has come to.
   *
   * @param simHash of its text
   * @param authorId who wrote it
   * @param placeId its subject or room
   * @param atMillis its Kafka timestamp
   */
  public CampaignSighting observe(long simHash, String authorId, String placeId, long atMillis) {
    return nearest(simHash, atMillis).add(hash(authorId), hash(placeId), atMillis);
  }

  private CampaignCluster nearest(long simHash, long atMillis) {
    CampaignCluster nearest = null;
    int least = MOST_DISTANCE + 1;
    CampaignCluster smallest = null;
    for (CampaignCluster cluster : clusters) {
      int distance = TextFingerprint.distance(cluster.simHash(), simHash);
      if (distance < least) {
        least = distance;
        nearest = cluster;
      }
      if (smallest == null || cluster.messages(atMillis) < smallest.messages(atMillis)) {
        smallest = cluster;
      }
    }
    if (nearest == null) {
      if (smallest != null && clusters.size() == MOST_CLUSTERS) {
        clusters.remove(smallest);
      }
      nearest = new CampaignCluster(simHash, atMillis);
      clusters.add(nearest);
    }
    return nearest;
  }

  /** From when on, by Kafka timestamps, this memory says no more than an empty one. */
  public long expiresAtMillis() {
    long last = 0;
    for (CampaignCluster cluster : clusters) {
      last = Math.max(last, cluster.lastMinute());
    }
    return (last + WINDOW_MINUTES) * MINUTE;
  }

  /** A version byte, the number of groups, and each group; big-endian. */
  public byte[] toBytes() {
    int size = 2;
    for (CampaignCluster cluster : clusters) {
      size += cluster.bytes();
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(VERSION).put((byte) clusters.size());
    clusters.forEach(cluster -> cluster.write(out));
    return out.array();
  }

  /**
   * What {@link #toBytes()} wrote.
   *
   * @throws IllegalArgumentException when the bytes are of another version, or damaged
   */
  public static CampaignMemory fromBytes(byte[] bytes) {
    if (bytes.length < 2 || bytes[0] != VERSION || bytes[1] < 0 || bytes[1] > MOST_CLUSTERS) {
      throw new IllegalArgumentException(
          "campaign state: expected version "
              + VERSION
              + " and up to "
              + MOST_CLUSTERS
              + " groups; got "
              + (bytes.length < 2
                  ? bytes.length + " bytes"
                  : "version " + bytes[0] + " and " + bytes[1] + " groups")
              + "; this state is of a newer Weir, start that one or drop the state");
    }
    CampaignMemory memory = new CampaignMemory();
    ByteBuffer in = ByteBuffer.wrap(bytes, 2, bytes.length - 2);
    try {
      for (int i = 0; i < bytes[1]; i++) {
        memory.clusters.add(CampaignCluster.read(in));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "campaign state: ends early, after " + bytes.length + " bytes; drop the state", e);
    }
    return memory;
  }

  /** FNV-1a over the characters, finished so that all bits depend on all characters. */
  private static int hash(String id) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001B3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    return (int) (hash >>> 32);
  }
}
