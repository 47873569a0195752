package dev.weir.streams.failure;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to an answer that the broker does not take: what may pass is tried again, anything
 * else stops the application, since going on would leave a record without an answer. The log has
 * the topic, never the record. Thread-safe.
 */
public final class LoudProductionHandler implements ProductionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(LoudProductionHandler.class);

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
    if (failure instanceof RetriableException) {
      LOG.warn("topic {} took no record, trying again: {}", record.topic(), failure.getMessage());
      return Response.retry();
    }
    LOG.error("topic {} takes no record: {}", record.topic(), failure.getMessage());
    return Response.fail();
  }

  @Override
  public void configure(Map<String, ?> settings) {}
}
