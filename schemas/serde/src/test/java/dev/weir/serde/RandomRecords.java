package dev.weir.serde;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Makes records of any schema out of random numbers, every branch and symbol in turn. */
final class RandomRecords {
  private static final String[] TEXTS = {
    "", "plain", "käse", "你好，世界", "👍🏽 \u0000 \n", "x".repeat(3000)
  };

  private final Random random;

  RandomRecords(long seed) {
    this.random = new Random(seed);
  }

  /** A value of {@code schema} as Avro's generic data holds it, without logical types. */
  @Nullable Object next(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), next(field.schema())));
        yield record;
      }
      case ENUM -> new GenericData.EnumSymbol(schema, pick(schema.getEnumSymbols()));
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(next(schema.getElementType()));
        }
        yield items;
      }
      case MAP -> {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          entries.put("key" + i, next(schema.getValueType()));
        }
        yield entries;
      }
      case UNION -> next(pick(schema.getTypes()));
      case STRING -> TEXTS[random.nextInt(TEXTS.length)];
      case BYTES -> ByteBuffer.wrap(decimal((LogicalTypes.Decimal) schema.getLogicalType()));
      case INT -> random.nextInt();
      case LONG -> random.nextLong();
      case FLOAT -> random.nextInt(8) == 0 ? Float.NaN : random.nextFloat();
      case DOUBLE -> random.nextInt(8) == 0 ? Double.NEGATIVE_INFINITY : random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case NULL -> null;
      default -> throw new IllegalArgumentException("no random " + schema.getType());
    };
  }

  private byte[] decimal(LogicalTypes.Decimal type) {
    BigInteger limit = BigInteger.TEN.pow(type.getPrecision());
    BigInteger unscaled = new BigInteger(limit.bitLength() + 3, random).mod(limit);
    return (random.nextBoolean() ? unscaled : unscaled.negate()).toByteArray();
  }

  private <E> E pick(List<E> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
