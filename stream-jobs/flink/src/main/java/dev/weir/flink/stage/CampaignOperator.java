package dev.weir.flink.stage;

import dev.weir.flink.state.BucketOperator;
import dev.weir.scoring.Intake;
import dev.weir.scoring.campaign.CampaignMemory;
import dev.weir.scoring.event.TextRequest;
import java.time.Duration;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Tells each request what was seen of its campaign, over all partitions. Keyed by the bucket of the
 * campaign key, under which it remembers the near-duplicate texts of the last minutes; what takes
 * no part in campaigns passes.
 */
final class CampaignOperator extends BucketOperator<Long, Intake>
    implements OneInputStreamOperator<Intake, Intake> {

  private static final long serialVersionUID = 1L;
  private static final long RETENTION =
      Duration.ofMinutes(CampaignMemory.WINDOW_MINUTES).toMillis();

  CampaignOperator(StreamOperatorParameters<Intake> parameters) {
    super(parameters, "campaigns", LongSerializer.INSTANCE, RETENTION);
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
    byte[] known = load(request.campaignKey());
    CampaignMemory memory =
        known == null ? CampaignMemory.empty() : CampaignMemory.fromBytes(known);
    TextRequest seen = request.observedIn(memory);
    save(request.campaignKey(), memory.toBytes(), memory.expiresAtMillis());
    return seen;
  }
}
