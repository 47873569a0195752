package dev.weir.serde;

import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * What Avro needs to know about a generated class.
 *
 * @param schema the schema that the class was generated from
 * @param data the class's logical types, finding classes by the class's own loader: in a stream
 *     engine Avro may come from another loader than the records
 */
record RecordModel(Schema schema, SpecificData data) {

  static RecordModel of(Class<? extends SpecificRecord> type) {
    SpecificData generated = SpecificData.getForClass(type);
    SpecificData data = new SpecificData(type.getClassLoader());
    for (Conversion<?> conversion : generated.getConversions()) {
      data.addLogicalTypeConversion(conversion);
    }
    return new RecordModel(generated.getSchema(type), data);
  }
}
