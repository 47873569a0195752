package dev.weir.flinkbench;

import java.io.IOException;
import java.io.Serializable;

/**
 * Opens the codec of a subtask; travels with the job graph. Immutable.
 *
 * @param name {@code json} or {@code avro}
 */
record RowCodecs(String name, String schemaRegistry, String in, String out)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  RowCodec open() throws IOException {
    return RowCodec.open(name, schemaRegistry, in, out);
  }
}
