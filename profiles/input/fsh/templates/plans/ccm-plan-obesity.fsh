Instance: ccm-plan-obesity
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(obesity, [[Obesity]], [[Obesidad]])
* description = "Goals and activities for adults with obesity; five percent of body weight is the first step."
* insert For(obesity)
* insert Cites([[2013 AHA/ACC/TOS guideline for the management of overweight and obesity in adults]], [[https://doi.org/10.1161/01.cir.0000437739.71477.ee]])
* insert Cites([[VA/DoD clinical practice guideline for the management of adult overweight and obesity (2020)]], [[https://www.healthquality.va.gov/guidelines/CD/obesity/]])
* insert GoalWeightLoss(obesity)
* insert GoalPhysicalActivity(obesity)
* insert Do(eat-for-weight, weight-loss)
* insert Do(home-weight-weekly, weight-loss)
* insert Do(dietitian, weight-loss)
* insert Do(move-more, physical-activity)
* insert DoAlso(symptoms-weight)
