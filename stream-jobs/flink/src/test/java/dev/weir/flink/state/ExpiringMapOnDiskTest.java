package dev.weir.flink.state;

/** The same of the way that suits a disk. */
class ExpiringMapOnDiskTest extends ExpiringMapTest {

  @Override
  String backend() {
    return "rocksdb";
  }
}
