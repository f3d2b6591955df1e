from evaluations.models.conclusion import Conclusion, Verdict
from evaluations.models.consent import ConsentQuestion, ConsentStep
from evaluations.models.consultation import ConsultationBase, StaffConsultation
from evaluations.models.decision import Decision, DecisionIsPermanent
from evaluations.models.evidence import consent_recorded
from evaluations.models.items import ProposalItem, group_of, group_size
from evaluations.models.proposal import PolicyProposal
from evaluations.models.states import DEEDS, Deed, ProposalStatus

__all__ = [
    "DEEDS",
    "Conclusion",
    "ConsentQuestion",
    "ConsentStep",
    "ConsultationBase",
    "Decision",
    "DecisionIsPermanent",
    "Deed",
    "PolicyProposal",
    "ProposalItem",
    "ProposalStatus",
    "StaffConsultation",
    "Verdict",
    "consent_recorded",
    "group_of",
    "group_size",
]
