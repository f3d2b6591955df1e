from evaluations.models.conclusion import Conclusion, Verdict
from evaluations.models.consent import ConsentQuestion, ConsentStep
from evaluations.models.decision import Decision
from evaluations.models.proposal import PolicyProposal, ProposalItem

__all__ = [
    "Conclusion",
    "ConsentQuestion",
    "ConsentStep",
    "Decision",
    "PolicyProposal",
    "ProposalItem",
    "Verdict",
]
