package dev.weir.flink.state;

import java.util.Arrays;

/**
 * Which page of its bucket a name lies on. On the heap many names share a page, because objects and
 * a snapshot's entries are what costs; on disk each has its own, because a page is read and written
 * as a whole. Each way has state of its own name, so a job that changes its back end begins with an
 * empty memory.
 */
enum Paging {
  /** 64 pages a bucket: some 23 names each at 20,000 new ones a second for ten minutes. */
  SHARED("-pages") {
    @Override
    int pageOf(byte[] name) {
      int mixed = Arrays.hashCode(name);
      mixed = (mixed ^ mixed >>> 16) * 0x85EBCA6B;
      mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
      return (mixed ^ mixed >>> 16) & 63;
    }
  },
  /** A page for each hash of a name. */
  SINGLE("-singles") {
    @Override
    int pageOf(byte[] name) {
      return Arrays.hashCode(name);
    }
  };

  private final String suffix;

  Paging(String suffix) {
    this.suffix = suffix;
  }

  abstract int pageOf(byte[] name);

  String stateName(String memory) {
    return memory + suffix;
  }

  /**
   * @param backend Flink's name of the state back end
   */
  static Paging of(String backend) {
    return backend.equals("hashmap") ? SHARED : SINGLE;
  }
}
