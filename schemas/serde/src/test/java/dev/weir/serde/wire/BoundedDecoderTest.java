package dev.weir.serde.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class BoundedDecoderTest {

  @Property
  void values_writtenByAvrosEncoder_areReadEqual(
      @ForAll int i, @ForAll long l, @ForAll float f, @ForAll double d, @ForAll boolean b)
      throws IOException {
    BoundedDecoder decoder =
        decoding(
            out -> {
              out.writeInt(i);
              out.writeLong(l);
              out.writeFloat(f);
              out.writeDouble(d);
              out.writeBoolean(b);
            });

    assertThat(decoder.readInt()).isEqualTo(i);
    assertThat(decoder.readLong()).isEqualTo(l);
    assertThat(decoder.readFloat()).isEqualTo(f);
    assertThat(decoder.readDouble()).isEqualTo(d);
    assertThat(decoder.readBoolean()).isEqualTo(b);
    assertThat(decoder.remaining()).isZero();
  }

  @Property
  void textAndBytes_writtenByAvrosEncoder_areReadEqual(@ForAll String s, @ForAll byte[] raw)
      throws IOException {
    String text = new String(s.getBytes(UTF_8), UTF_8);
    BoundedDecoder decoder =
        decoding(
            out -> {
              out.writeString(text);
              out.writeString(text);
              out.writeString(text);
              out.writeBytes(raw);
              out.writeBytes(raw);
              out.writeFixed(raw);
              out.writeFixed(raw);
            });

    assertThat(decoder.readString()).isEqualTo(text);
    assertThat(decoder.readString(null).toString()).isEqualTo(text);
    decoder.skipString();
    assertThat(decoder.readBytes(null)).isEqualTo(ByteBuffer.wrap(raw));
    decoder.skipBytes();
    byte[] fixed = new byte[raw.length];
    decoder.readFixed(fixed);
    assertThat(fixed).isEqualTo(raw);
    decoder.skipFixed(raw.length);
    assertThat(decoder.remaining()).isZero();
  }

  @Test
  void blocks_withAndWithoutSize_areReadAndSkipped() throws IOException {
    // 2 items; then -1: one item with its size of 1 byte; then the end
    byte[] sized = {4, 20, 22, 1, 2, 24, 0};
    BoundedDecoder decoder = new BoundedDecoder().reset(sized, 0);

    assertThat(decoder.readArrayStart()).isEqualTo(2);
    assertThat(List.of(decoder.readInt(), decoder.readInt())).containsExactly(10, 11);
    assertThat(decoder.arrayNext()).isEqualTo(1);
    assertThat(decoder.readInt()).isEqualTo(12);
    assertThat(decoder.arrayNext()).isZero();

    decoder.reset(sized, 3);
    assertThat(decoder.skipMap()).isZero();
    assertThat(decoder.remaining()).isZero();
  }

  @Test
  void lengths_beyondTheBytes_areRefusedBeforeAnythingIsAllocated() {
    byte[] huge = {-128, -48, -84, -13, 14, 0};

    assertThatThrownBy(() -> decoder(huge).readString()).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> decoder(huge).readBytes(null)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> decoder(huge).readArrayStart()).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> decoder(huge).readMapStart()).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> decoder(huge).skipString()).isInstanceOf(EOFException.class);
  }

  @Test
  void negativeLength_isRefused() {
    assertThatThrownBy(() -> decoder(new byte[] {1, 0}).readString())
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void smallestLongAsItemCount_isRefused() {
    byte[] smallest = {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0};

    assertThatThrownBy(() -> decoder(smallest).readArrayStart()).isInstanceOf(EOFException.class);
  }

  @Test
  void numbers_longerThanTheirType_areRefused() {
    byte[] endless = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    byte[] beyondInt = {-1, -1, -1, -1, 31};

    assertThatThrownBy(() -> decoder(endless).readLong())
        .isInstanceOf(InvalidNumberEncodingException.class);
    assertThatThrownBy(() -> decoder(beyondInt).readInt())
        .isInstanceOf(InvalidNumberEncodingException.class);
  }

  @Test
  void string_thatIsNotUtf8_isRefused() throws IOException {
    byte[] notUtf8 = {'a', (byte) 0xC3, '(', (byte) 0xFF};
    BoundedDecoder decoder = decoding(out -> out.writeBytes(notUtf8));

    assertThatThrownBy(decoder::readString)
        .isInstanceOf(IOException.class)
        .hasMessage("a string is not UTF-8");
  }

  @Test
  void string_withAWrittenReplacementCharacter_isRead() throws IOException {
    BoundedDecoder decoder = decoding(out -> out.writeString("a\uFFFDb"));

    assertThat(decoder.readString()).isEqualTo("a\uFFFDb");
  }

  @Test
  void boolean_otherThanZeroOrOne_isRefused() {
    assertThatThrownBy(() -> decoder(new byte[] {2}).readBoolean())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2");
  }

  private static BoundedDecoder decoder(byte[] bytes) {
    return new BoundedDecoder().reset(bytes, 0);
  }

  private static BoundedDecoder decoding(Writing writing) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    writing.to(encoder);
    encoder.flush();
    return decoder(out.toByteArray());
  }

  private interface Writing {
    void to(BinaryEncoder out) throws IOException;
  }
}
