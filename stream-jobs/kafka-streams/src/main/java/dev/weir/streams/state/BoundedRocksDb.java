package dev.weir.streams.state;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound on the memory of all RocksDB instances of the process, where Kafka Streams gives each
 * its own: block caches, indexes, filters and write buffers share {@value #MEMORY_MB} megabytes.
 * The bound lasts as long as the process. Thread-safe.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  /** Setting of Kafka Streams that carries the bound here. */
  public static final String MEMORY_MB = "weir.state.memory.mb";

  private static final int BITS_PER_KEY = 10;
  private static final long WRITE_BUFFER_BYTES = 4L << 20;

  private static @Nullable Cache cache;
  private static @Nullable WriteBufferManager writeBuffers;

  @Override
  public void setConfig(String store, Options options, Map<String, Object> settings) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    synchronized (BoundedRocksDb.class) {
      if (cache == null) {
        RocksDB.loadLibrary();
        Object megabytes = requireNonNull(settings.get(MEMORY_MB), MEMORY_MB);
        long bytes = Long.parseLong(megabytes.toString()) << 20;
        cache = new LRUCache(bytes);
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
      }
      table.setBlockCache(cache);
      options.setWriteBufferManager(writeBuffers);
    }
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setFilterPolicy(new BloomFilter(BITS_PER_KEY));
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setTableFormatConfig(table);
  }

  /** Cache and write buffers belong to the process; nothing of one store is open here. */
  @Override
  public void close(String store, Options options) {}
}
