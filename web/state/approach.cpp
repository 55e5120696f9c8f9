#include "web/state/approach.h"

namespace datavault {

Policy policy_of(Preset preset) {
  switch (preset) {
    case Preset::ask:
      return {};
    case Preset::parent_to_child:
      return parent_to_child_policy();
    case Preset::peer:
      return peer_policy();
    case Preset::mirror:
      return mirror_policy();
  }
  return {};
}

Preset preset_of(const Policy& policy) {
  if (policy.mirror) return Preset::mirror;
  switch (policy.fallback) {
    case PolicyTake::ask:
      return Preset::ask;
    case PolicyTake::master:
      return Preset::parent_to_child;
    case PolicyTake::tenant:
      return Preset::peer;
  }
  return Preset::ask;
}

Policy policy_with(Preset preset, const std::map<Attribute, PolicyTake>& exceptions) {
  Policy policy = policy_of(preset);
  if (!policy.mirror) policy.attributes = exceptions;
  return policy;
}

Approach approach_of(Strategy strategy, Preset preset) {
  return {strategy, strategy == Strategy::merge ? preset : Preset::ask};
}

}  // namespace datavault
