package dev.weir.flink.stage;

import dev.weir.flink.state.BucketOperator;
import dev.weir.scoring.Intake;
import dev.weir.scoring.campaign.CampaignMemory;
import dev.weir.scoring.event.TextRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Tells each request what was seen of its campaign, over all partitions. Keyed by the bucket of the
 * campaign key, under which it remembers the near-duplicate texts of the last minutes; what takes
 * no part in campaigns passes.
 */
final class CampaignOperator extends BucketOperator<Intake>
    implements OneInputStreamOperator<Intake, Intake> {

  private static final long serialVersionUID = 1L;
  private static final long RETENTION =
      Duration.ofMinutes(CampaignMemory.WINDOW_MINUTES).toMillis();

  CampaignOperator(StreamOperatorParameters<Intake> parameters) {
    super(parameters, "campaigns", RETENTION);
  }

  @Override
  public void processElement(StreamRecord<Intake> element) throws Exception {
    if (element.getValue() instanceof Intake.Accepted accepted
        && accepted.request().campaignKey() != 0) {
      output.collect(element.replace(new Intake.Accepted(observed(accepted.request()))));
    } else {
      output.collect(element);
    }
  }

  private TextRequest observed(TextRequest request) throws Exception {
    byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(request.campaignKey()).array();
    byte[] known = load(key);
    CampaignMemory memory =
        known == null ? CampaignMemory.empty() : CampaignMemory.fromBytes(known);
    TextRequest seen = request.observedIn(memory);
    save(key, memory.toBytes(), memory.expiresAtMillis());
    return seen;
  }
}
