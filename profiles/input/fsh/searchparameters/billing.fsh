RuleSet: Searches(id, name, code, base, type, expression, words)
* url = "https://ccm-on-fhir.org/ig/SearchParameter/{id}"
* name = "{name}"
* status = #active
* experimental = false
* description = "{words}"
* code = #{code}
* base = #{base}
* type = #{type}
* expression = "{expression}"

Instance: ccm-charge-item-status
InstanceOf: SearchParameter
Usage: #definition
* insert Searches(ccm-charge-item-status, CcmChargeItemStatus, status, ChargeItem, token, ChargeItem.status, [[Whether a charge is planned, billable, billed or entered in error. R4 has no parameter for it.]])

Instance: ccm-claim-charge
InstanceOf: SearchParameter
Usage: #definition
* insert Searches(ccm-claim-charge, CcmClaimCharge, charge, Claim, reference, [[Claim.item.extension.where(url='https://ccm-on-fhir.org/ig/StructureDefinition/ccm-charge').value.ofType(Reference)]], [[The charges that a claim bills.]])
* target = #ChargeItem
