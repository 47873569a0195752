package dev.weir.serde.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WireFormatTest {

  @Test
  void header_ofId_isMagicAndBigEndian() {
    byte[] bytes = new byte[WireFormat.HEADER_BYTES];
    WireFormat.writeHeader(bytes, 0x01020384);

    assertThat(bytes).containsExactly(0, 1, 2, 3, 0x84);
  }

  @Property
  void schemaId_ofWrittenHeader_isTheSame(@ForAll int id) {
    byte[] bytes = new byte[WireFormat.HEADER_BYTES];
    WireFormat.writeHeader(bytes, id);

    assertThat(WireFormat.schemaId(bytes)).isEqualTo(id);
  }
}
