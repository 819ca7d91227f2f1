Instance: ccm-charge-item-status
InstanceOf: SearchParameter
Usage: #definition
* url = "https://ccm-on-fhir.org/ig/SearchParameter/ccm-charge-item-status"
* name = "CcmChargeItemStatus"
* status = #active
* description = "Whether a charge is planned, billable, billed or entered in error. R4 has no parameter for it."
* code = #status
* base = #ChargeItem
* type = #token
* expression = "ChargeItem.status"
