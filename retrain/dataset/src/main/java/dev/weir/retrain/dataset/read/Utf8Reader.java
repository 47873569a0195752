package dev.weir.retrain.dataset.read;

import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 and fails at the first byte that is none, with its line and place, instead of
 * replacing it. A byte order mark at the start is left out. Confined.
 */
final class Utf8Reader extends Reader {
  private static final int CHUNK = 1 << 15;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String name;
  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).flip();
  private final CharBuffer chars = CharBuffer.allocate(CHUNK).flip();
  private long offset;
  private long line = 1;
  private boolean begun;
  private boolean ended;

  /**
   * A reader of a stream, which it closes.
   *
   * @param name of the file, for messages
   */
  Utf8Reader(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  @Override
  public int read(char[] target, int from, int length) throws IOException {
    while (!chars.hasRemaining()) {
      if (ended) {
        return -1;
      }
      decode();
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, from, count);
    return count;
  }

  private void decode() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read > 0) {
      bytes.position(bytes.position() + read);
    }
    ended = read < 0;
    bytes.flip();
    chars.clear();
    int start = bytes.position();
    CoderResult result = decoder.decode(bytes, chars, ended);
    for (int i = start; i < bytes.position(); i++) {
      line += bytes.get(i) == '\n' ? 1 : 0;
    }
    offset += bytes.position() - start;
    if (result.isError()) {
      throw new DatasetException(
          Problem.NOT_UTF8,
          "%s: line %d, byte %d: 0x%02X is not UTF-8; save the file as UTF-8 (iconv -t UTF-8)"
              .formatted(name, line, offset, bytes.get(bytes.position())));
    }
    chars.flip();
    if (!begun && chars.hasRemaining()) {
      begun = true;
      if (chars.get(0) == BYTE_ORDER_MARK) {
        chars.get();
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
